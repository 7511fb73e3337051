"""Schema step 1: the register as first released. Written by tests/tools/freeze_schema.py, not by hand."""
# ruff: noqa: E501

from __future__ import annotations

from desktop.vault.schema.upgrade import Columns, Resealed, columns

STATEMENTS: tuple[str, ...] = (
    "CREATE TABLE annotation_label ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, position INTEGER NOT NULL, removed BOOLEAN NOT NULL, CONSTRAINT pk_annotation_label PRIMARY KEY (id) )",
    'CREATE TABLE "case" ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, number VARCHAR, uid VARCHAR NOT NULL, title VARCHAR NOT NULL, received_on VARCHAR NOT NULL, registered_on VARCHAR, channel VARCHAR NOT NULL, referral_ref VARCHAR NOT NULL, legal_track VARCHAR, reference_pack_ver VARCHAR NOT NULL, state VARCHAR NOT NULL, priority VARCHAR NOT NULL, priority_reason VARCHAR NOT NULL, access_level VARCHAR NOT NULL, lang_of_case VARCHAR NOT NULL, lang_of_contact VARCHAR NOT NULL, rapporteur VARCHAR NOT NULL, linked_cases VARCHAR NOT NULL, clock_started_on VARCHAR, clock_pauses VARCHAR NOT NULL, due_on VARCHAR, retention_class VARCHAR NOT NULL, hold BOOLEAN NOT NULL, applicant VARCHAR NOT NULL, applicant_key VARCHAR NOT NULL, country VARCHAR NOT NULL, created_at VARCHAR NOT NULL, created_by VARCHAR NOT NULL, updated_at VARCHAR NOT NULL, CONSTRAINT pk_case PRIMARY KEY (id) )',
    "CREATE TABLE profile ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, commission VARCHAR NOT NULL, commission_en VARCHAR NOT NULL, place VARCHAR NOT NULL, place_en VARCHAR NOT NULL, member_name VARCHAR NOT NULL, member_name_en VARCHAR NOT NULL, post VARCHAR NOT NULL, post_en VARCHAR NOT NULL, role VARCHAR NOT NULL, CONSTRAINT pk_profile PRIMARY KEY (id) )",
    "CREATE TABLE identity ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, name VARCHAR NOT NULL, origin VARCHAR NOT NULL, kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, issuer VARCHAR NOT NULL, serial VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, not_before VARCHAR NOT NULL, not_after VARCHAR NOT NULL, root_pem VARCHAR NOT NULL, added_at VARCHAR NOT NULL, removed_at VARCHAR NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_identity PRIMARY KEY (id) )",
    "CREATE TABLE source ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, title_ru VARCHAR NOT NULL, title_en VARCHAR NOT NULL, publisher VARCHAR NOT NULL, published_on VARCHAR NOT NULL, event_on VARCHAR NOT NULL, retrieved_on VARCHAR NOT NULL, url VARCHAR NOT NULL, lang VARCHAR NOT NULL, country VARCHAR NOT NULL, note VARCHAR NOT NULL, quality VARCHAR NOT NULL, stale_on VARCHAR NOT NULL, file_name VARCHAR NOT NULL, media VARCHAR NOT NULL, format VARCHAR NOT NULL, reader VARCHAR NOT NULL, pages INTEGER, name_mismatch BOOLEAN NOT NULL, object_id BLOB, object_key BLOB, sha256 BLOB, size INTEGER, created_at VARCHAR NOT NULL, updated_at VARCHAR NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_source PRIMARY KEY (id), CONSTRAINT uq_source_object_id UNIQUE (object_id) )",
    "CREATE TABLE audit ( seq INTEGER NOT NULL, at VARCHAR NOT NULL, actor VARCHAR NOT NULL, action VARCHAR NOT NULL, case_id VARCHAR, subject VARCHAR, detail VARCHAR NOT NULL, rows VARCHAR NOT NULL, seal BLOB, prev BLOB NOT NULL, hash BLOB NOT NULL, mac BLOB NOT NULL, CONSTRAINT pk_audit PRIMARY KEY (seq) )",
    "CREATE TABLE case_seal ( case_id VARCHAR NOT NULL, seq INTEGER NOT NULL, mac BLOB NOT NULL, CONSTRAINT pk_case_seal PRIMARY KEY (case_id) )",
    "CREATE TABLE history ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR, table_name VARCHAR NOT NULL, row_id VARCHAR NOT NULL, row_version INTEGER NOT NULL, seq INTEGER NOT NULL, at VARCHAR NOT NULL, actor VARCHAR NOT NULL, changes VARCHAR NOT NULL, CONSTRAINT pk_history PRIMARY KEY (id) )",
    "CREATE TABLE window_place ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, content VARCHAR NOT NULL, CONSTRAINT pk_window_place PRIMARY KEY (id) )",
    'CREATE TABLE case_pack ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, checklist_id VARCHAR NOT NULL, checklist_version VARCHAR NOT NULL, checklist_sha256 VARCHAR NOT NULL, outcomes_id VARCHAR NOT NULL, outcomes_version VARCHAR NOT NULL, outcomes_sha256 VARCHAR NOT NULL, frozen_at VARCHAR NOT NULL, CONSTRAINT pk_case_pack PRIMARY KEY (id), CONSTRAINT uq_case_pack_case_id UNIQUE (case_id), CONSTRAINT fk_case_pack_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE answer ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, item_id VARCHAR NOT NULL, author VARCHAR NOT NULL, value VARCHAR NOT NULL, note VARCHAR NOT NULL, answered_at VARCHAR NOT NULL, pack VARCHAR NOT NULL, CONSTRAINT pk_answer PRIMARY KEY (id), CONSTRAINT uq_answer_case_id_item_id_author UNIQUE (case_id, item_id, author), CONSTRAINT fk_answer_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE answer_version ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, item_id VARCHAR NOT NULL, author VARCHAR NOT NULL, author_name VARCHAR NOT NULL, at VARCHAR NOT NULL, value VARCHAR NOT NULL, note VARCHAR NOT NULL, citations VARCHAR NOT NULL, pack VARCHAR NOT NULL, CONSTRAINT pk_answer_version PRIMARY KEY (id), CONSTRAINT fk_answer_version_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE answer_draft ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, item_id VARCHAR NOT NULL, author VARCHAR NOT NULL, value VARCHAR NOT NULL, note VARCHAR NOT NULL, citations VARCHAR NOT NULL, saved_at VARCHAR NOT NULL, CONSTRAINT pk_answer_draft PRIMARY KEY (id), CONSTRAINT uq_answer_draft_case_id_item_id_author UNIQUE (case_id, item_id, author), CONSTRAINT fk_answer_draft_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE opinion ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, author VARCHAR NOT NULL, number INTEGER NOT NULL, outcome VARCHAR NOT NULL, codes VARCHAR NOT NULL, laws VARCHAR NOT NULL, saved_at VARCHAR NOT NULL, pack VARCHAR NOT NULL, CONSTRAINT pk_opinion PRIMARY KEY (id), CONSTRAINT uq_opinion_case_id_author UNIQUE (case_id, author), CONSTRAINT fk_opinion_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE opinion_draft ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, author VARCHAR NOT NULL, content VARCHAR NOT NULL, saved_at VARCHAR NOT NULL, CONSTRAINT pk_opinion_draft PRIMARY KEY (id), CONSTRAINT uq_opinion_draft_case_id_author UNIQUE (case_id, author), CONSTRAINT fk_opinion_draft_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE exhibit ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_class VARCHAR NOT NULL, ordinal INTEGER NOT NULL, title_ru VARCHAR NOT NULL, title_en VARCHAR NOT NULL, kind VARCHAR NOT NULL, form VARCHAR NOT NULL, lang VARCHAR NOT NULL, doc_date VARCHAR NOT NULL, origin VARCHAR NOT NULL, provenance VARCHAR NOT NULL, translation_of VARCHAR, translation_status VARCHAR NOT NULL, translator VARCHAR NOT NULL, translation_date VARCHAR NOT NULL, translation_certificate VARCHAR NOT NULL, web_url VARCHAR NOT NULL, web_captured_at VARCHAR NOT NULL, web_tool VARCHAR NOT NULL, web_notarised BOOLEAN, authenticity VARCHAR NOT NULL, authenticity_reason VARCHAR NOT NULL, relevance VARCHAR NOT NULL, reliability VARCHAR NOT NULL, sufficiency VARCHAR NOT NULL, confidentiality VARCHAR NOT NULL, redactions VARCHAR NOT NULL, admitted_on VARCHAR NOT NULL, objection VARCHAR NOT NULL, objection_by VARCHAR NOT NULL, file_name VARCHAR NOT NULL, media VARCHAR NOT NULL, format VARCHAR NOT NULL, reader VARCHAR NOT NULL, pages INTEGER, name_mismatch BOOLEAN NOT NULL, object_id BLOB NOT NULL, object_key BLOB NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL, status VARCHAR NOT NULL, status_reason VARCHAR NOT NULL, replaces VARCHAR, replaced_by VARCHAR, derived_from VARCHAR, derived_how VARCHAR NOT NULL, derived_at_place VARCHAR NOT NULL, admitted_at VARCHAR NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_exhibit PRIMARY KEY (id), CONSTRAINT uq_exhibit_case_id_exhibit_class_ordinal UNIQUE (case_id, exhibit_class, ordinal), CONSTRAINT fk_exhibit_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_exhibit_translation_of FOREIGN KEY(translation_of) REFERENCES exhibit (id), CONSTRAINT uq_exhibit_object_id UNIQUE (object_id), CONSTRAINT fk_exhibit_replaces FOREIGN KEY(replaces) REFERENCES exhibit (id), CONSTRAINT fk_exhibit_replaced_by FOREIGN KEY(replaced_by) REFERENCES exhibit (id), CONSTRAINT fk_exhibit_derived_from FOREIGN KEY(derived_from) REFERENCES exhibit (id) )',
    'CREATE TABLE paper ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, number VARCHAR NOT NULL, ordinal INTEGER NOT NULL, language VARCHAR NOT NULL, outcome VARCHAR NOT NULL, signer VARCHAR NOT NULL, signer_serial VARCHAR NOT NULL, signature_kind VARCHAR NOT NULL, signed_at VARCHAR NOT NULL, pages INTEGER NOT NULL, citations INTEGER NOT NULL, content_hash VARCHAR NOT NULL, supersedes VARCHAR, author VARCHAR NOT NULL, object_id BLOB NOT NULL, object_key BLOB NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL, CONSTRAINT pk_paper PRIMARY KEY (id), CONSTRAINT uq_paper_case_id_kind_ordinal UNIQUE (case_id, kind, ordinal), CONSTRAINT fk_paper_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT uq_paper_number UNIQUE (number), CONSTRAINT fk_paper_supersedes FOREIGN KEY(supersedes) REFERENCES paper (id), CONSTRAINT uq_paper_object_id UNIQUE (object_id) )',
    'CREATE TABLE case_text ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, summary VARCHAR NOT NULL, grounds VARCHAR NOT NULL, statement_ru VARCHAR NOT NULL, statement_original VARCHAR NOT NULL, statement_lang VARCHAR NOT NULL, statement_signed_on VARCHAR, read_back BOOLEAN NOT NULL, CONSTRAINT pk_case_text PRIMARY KEY (id), CONSTRAINT uq_case_text_case_id UNIQUE (case_id), CONSTRAINT fk_case_text_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE applicability ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, minor_in_case VARCHAR NOT NULL, has_conviction VARCHAR NOT NULL, interpreter_used VARCHAR NOT NULL, no_identity_document VARCHAR NOT NULL, no_record_paper VARCHAR NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_applicability PRIMARY KEY (id), CONSTRAINT uq_applicability_case_id UNIQUE (case_id), CONSTRAINT fk_applicability_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    'CREATE TABLE person ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, place INTEGER NOT NULL, role_in_case VARCHAR NOT NULL, surname_ru VARCHAR NOT NULL, given_ru VARCHAR NOT NULL, patronymic_ru VARCHAR NOT NULL, name_ru_source VARCHAR NOT NULL, surname_lat VARCHAR NOT NULL, given_lat VARCHAR NOT NULL, no_patronymic BOOLEAN NOT NULL, no_given_name BOOLEAN NOT NULL, other_names VARCHAR NOT NULL, sex VARCHAR NOT NULL, birth_date VARCHAR NOT NULL, birth_country VARCHAR NOT NULL, birth_place VARCHAR NOT NULL, citizenships VARCHAR NOT NULL, status_if_none VARCHAR NOT NULL, habitual_residence VARCHAR NOT NULL, habitual_residence_since VARCHAR NOT NULL, marital_status VARCHAR NOT NULL, contact_safe VARCHAR NOT NULL, contact_instruction VARCHAR NOT NULL, whereabouts VARCHAR NOT NULL, whereabouts_country VARCHAR NOT NULL, languages VARCHAR NOT NULL, education VARCHAR NOT NULL, employment VARCHAR NOT NULL, income VARCHAR NOT NULL, military_service VARCHAR NOT NULL, military_service_text VARCHAR NOT NULL, foreign_state_service VARCHAR NOT NULL, foreign_state_service_text VARCHAR NOT NULL, conflict_participation VARCHAR NOT NULL, conflict_participation_text VARCHAR NOT NULL, inn VARCHAR NOT NULL, snils VARCHAR NOT NULL, vulnerability VARCHAR NOT NULL, unaccompanied BOOLEAN NOT NULL, created_at VARCHAR NOT NULL, created_by VARCHAR NOT NULL, updated_at VARCHAR NOT NULL, CONSTRAINT pk_person PRIMARY KEY (id), CONSTRAINT fk_person_case_id FOREIGN KEY(case_id) REFERENCES "case" (id) )',
    "CREATE TABLE identity_key ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, identity_id VARCHAR NOT NULL, pkcs12 BLOB NOT NULL, pin VARCHAR, CONSTRAINT pk_identity_key PRIMARY KEY (id), CONSTRAINT uq_identity_key_identity_id UNIQUE (identity_id), CONSTRAINT fk_identity_key_identity_id FOREIGN KEY(identity_id) REFERENCES identity (id) )",
    "CREATE TABLE source_check ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, at VARCHAR NOT NULL, who VARCHAR NOT NULL, outcome VARCHAR NOT NULL, expected BLOB NOT NULL, found BLOB, source_id VARCHAR NOT NULL, CONSTRAINT pk_source_check PRIMARY KEY (id), CONSTRAINT fk_source_check_source_id FOREIGN KEY(source_id) REFERENCES source (id) )",
    "CREATE TABLE source_page_text ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, page INTEGER NOT NULL, text VARCHAR NOT NULL, start INTEGER NOT NULL, line INTEGER NOT NULL, source_id VARCHAR NOT NULL, CONSTRAINT pk_source_page_text PRIMARY KEY (id), CONSTRAINT uq_source_page_text_source_id_page UNIQUE (source_id, page), CONSTRAINT fk_source_page_text_source_id FOREIGN KEY(source_id) REFERENCES source (id) )",
    "CREATE TABLE source_text_state ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, state VARCHAR NOT NULL, done INTEGER NOT NULL, pages INTEGER NOT NULL, reason VARCHAR NOT NULL, source_id VARCHAR NOT NULL, CONSTRAINT pk_source_text_state PRIMARY KEY (id), CONSTRAINT uq_source_text_state_source_id UNIQUE (source_id), CONSTRAINT fk_source_text_state_source_id FOREIGN KEY(source_id) REFERENCES source (id) )",
    'CREATE TABLE annotation ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, sha256 BLOB NOT NULL, at VARCHAR NOT NULL, kind VARCHAR NOT NULL, colour INTEGER NOT NULL, tag VARCHAR NOT NULL, quote VARCHAR NOT NULL, text VARCHAR NOT NULL, shared BOOLEAN NOT NULL, removed BOOLEAN NOT NULL, author VARCHAR NOT NULL, created_at VARCHAR NOT NULL, updated_at VARCHAR NOT NULL, CONSTRAINT pk_annotation PRIMARY KEY (id), CONSTRAINT fk_annotation_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_annotation_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE bookmark ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, parent_id VARCHAR, position INTEGER NOT NULL, title VARCHAR NOT NULL, exhibit_id VARCHAR, at VARCHAR NOT NULL, removed BOOLEAN NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_bookmark PRIMARY KEY (id), CONSTRAINT fk_bookmark_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_bookmark_parent_id FOREIGN KEY(parent_id) REFERENCES bookmark (id), CONSTRAINT fk_bookmark_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE page_match ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, original_id VARCHAR NOT NULL, translation_id VARCHAR NOT NULL, original_page INTEGER NOT NULL, translation_page INTEGER NOT NULL, removed BOOLEAN NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_page_match PRIMARY KEY (id), CONSTRAINT fk_page_match_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_page_match_original_id FOREIGN KEY(original_id) REFERENCES exhibit (id), CONSTRAINT fk_page_match_translation_id FOREIGN KEY(translation_id) REFERENCES exhibit (id) )',
    'CREATE TABLE opinion_paragraph ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, opinion_id VARCHAR NOT NULL, part VARCHAR NOT NULL, place INTEGER NOT NULL, text VARCHAR NOT NULL, codes VARCHAR NOT NULL, CONSTRAINT pk_opinion_paragraph PRIMARY KEY (id), CONSTRAINT fk_opinion_paragraph_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_opinion_paragraph_opinion_id FOREIGN KEY(opinion_id) REFERENCES opinion (id) )',
    'CREATE TABLE opinion_version ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, opinion_id VARCHAR NOT NULL, number INTEGER NOT NULL, author VARCHAR NOT NULL, author_name VARCHAR NOT NULL, at VARCHAR NOT NULL, content VARCHAR NOT NULL, pack VARCHAR NOT NULL, CONSTRAINT pk_opinion_version PRIMARY KEY (id), CONSTRAINT fk_opinion_version_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_opinion_version_opinion_id FOREIGN KEY(opinion_id) REFERENCES opinion (id) )',
    'CREATE TABLE custody_event ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, at VARCHAR NOT NULL, who VARCHAR NOT NULL, action VARCHAR NOT NULL, sha256 BLOB NOT NULL, note VARCHAR NOT NULL, day VARCHAR NOT NULL, party VARCHAR NOT NULL, CONSTRAINT pk_custody_event PRIMARY KEY (id), CONSTRAINT fk_custody_event_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_custody_event_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE custody_elsewhere ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, action VARCHAR NOT NULL, day VARCHAR NOT NULL, party VARCHAR NOT NULL, note VARCHAR NOT NULL, recorded_at VARCHAR NOT NULL, recorded_by VARCHAR NOT NULL, taken_at VARCHAR NOT NULL, taken_by VARCHAR NOT NULL, CONSTRAINT pk_custody_elsewhere PRIMARY KEY (id), CONSTRAINT fk_custody_elsewhere_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_custody_elsewhere_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE citation ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, sha256 BLOB NOT NULL, at VARCHAR NOT NULL, quote VARCHAR NOT NULL, "before" VARCHAR NOT NULL, "after" VARCHAR NOT NULL, note VARCHAR NOT NULL, anchor_kind VARCHAR NOT NULL, anchor_id VARCHAR NOT NULL, position INTEGER NOT NULL, removed BOOLEAN NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_citation PRIMARY KEY (id), CONSTRAINT fk_citation_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_citation_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE integrity_check ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, at VARCHAR NOT NULL, who VARCHAR NOT NULL, outcome VARCHAR NOT NULL, expected BLOB NOT NULL, found BLOB, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, CONSTRAINT pk_integrity_check PRIMARY KEY (id), CONSTRAINT fk_integrity_check_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_integrity_check_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE reading ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, author VARCHAR NOT NULL, pages INTEGER NOT NULL, seen VARCHAR NOT NULL, read_at VARCHAR NOT NULL, updated_at VARCHAR NOT NULL, CONSTRAINT pk_reading PRIMARY KEY (id), CONSTRAINT uq_reading_exhibit_id_author UNIQUE (exhibit_id, author), CONSTRAINT fk_reading_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_reading_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE redaction ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, derived_id VARCHAR NOT NULL, position INTEGER NOT NULL, at_place VARCHAR NOT NULL, source VARCHAR NOT NULL, reason VARCHAR NOT NULL, author VARCHAR NOT NULL, at VARCHAR NOT NULL, CONSTRAINT pk_redaction PRIMARY KEY (id), CONSTRAINT fk_redaction_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_redaction_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id), CONSTRAINT fk_redaction_derived_id FOREIGN KEY(derived_id) REFERENCES exhibit (id) )',
    'CREATE TABLE machine_reading ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, page INTEGER NOT NULL, program VARCHAR NOT NULL, languages VARCHAR NOT NULL, sure INTEGER NOT NULL, words INTEGER NOT NULL, CONSTRAINT pk_machine_reading PRIMARY KEY (id), CONSTRAINT uq_machine_reading_exhibit_id_page UNIQUE (exhibit_id, page), CONSTRAINT fk_machine_reading_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_machine_reading_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE exhibit_password ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, password VARCHAR NOT NULL, CONSTRAINT pk_exhibit_password PRIMARY KEY (id), CONSTRAINT fk_exhibit_password_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT uq_exhibit_password_exhibit_id UNIQUE (exhibit_id), CONSTRAINT fk_exhibit_password_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE paper_record ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, paper_id VARCHAR NOT NULL, record VARCHAR NOT NULL, CONSTRAINT pk_paper_record PRIMARY KEY (id), CONSTRAINT fk_paper_record_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT uq_paper_record_paper_id UNIQUE (paper_id), CONSTRAINT fk_paper_record_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) )',
    'CREATE TABLE family_link ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, from_person VARCHAR NOT NULL, to_person VARCHAR NOT NULL, kind VARCHAR NOT NULL, proof_document VARCHAR NOT NULL, custody_note VARCHAR NOT NULL, CONSTRAINT pk_family_link PRIMARY KEY (id), CONSTRAINT fk_family_link_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_family_link_from_person FOREIGN KEY(from_person) REFERENCES person (id), CONSTRAINT fk_family_link_to_person FOREIGN KEY(to_person) REFERENCES person (id) )',
    'CREATE TABLE identity_document ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, person_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, issuing_state VARCHAR NOT NULL, series VARCHAR NOT NULL, number VARCHAR NOT NULL, mrz_line1 VARCHAR NOT NULL, mrz_line2 VARCHAR NOT NULL, mrz_line3 VARCHAR NOT NULL, issued_on VARCHAR NOT NULL, expires_on VARCHAR NOT NULL, issuer_text VARCHAR NOT NULL, original_seen BOOLEAN NOT NULL, original_seen_by VARCHAR NOT NULL, original_seen_on VARCHAR NOT NULL, copy_certified BOOLEAN NOT NULL, copy_certified_by VARCHAR NOT NULL, copy_certified_on VARCHAR NOT NULL, apostille VARCHAR NOT NULL, apostille_no VARCHAR NOT NULL, apostille_on VARCHAR NOT NULL, apostille_authority VARCHAR NOT NULL, surname_viz VARCHAR NOT NULL, given_viz VARCHAR NOT NULL, birth_date_viz VARCHAR NOT NULL, sex_viz VARCHAR NOT NULL, nationality_viz VARCHAR NOT NULL, created_at VARCHAR NOT NULL, created_by VARCHAR NOT NULL, updated_at VARCHAR NOT NULL, CONSTRAINT pk_identity_document PRIMARY KEY (id), CONSTRAINT fk_identity_document_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_identity_document_person_id FOREIGN KEY(person_id) REFERENCES person (id) )',
    'CREATE TABLE consent ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, person_id VARCHAR NOT NULL, signed_on VARCHAR NOT NULL, purposes VARCHAR NOT NULL, form VARCHAR NOT NULL, withdrawn_on VARCHAR, note VARCHAR NOT NULL, created_at VARCHAR NOT NULL, created_by VARCHAR NOT NULL, CONSTRAINT pk_consent PRIMARY KEY (id), CONSTRAINT fk_consent_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_consent_person_id FOREIGN KEY(person_id) REFERENCES person (id) )',
    'CREATE TABLE source_use ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, case_id VARCHAR NOT NULL, source_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, disclosed_on VARCHAR NOT NULL, used_at VARCHAR NOT NULL, author VARCHAR NOT NULL, CONSTRAINT pk_source_use PRIMARY KEY (id), CONSTRAINT fk_source_use_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_source_use_source_id FOREIGN KEY(source_id) REFERENCES source (id), CONSTRAINT uq_source_use_exhibit_id UNIQUE (exhibit_id), CONSTRAINT fk_source_use_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE page_text ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, page INTEGER NOT NULL, text VARCHAR NOT NULL, start INTEGER NOT NULL, line INTEGER NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, machine BOOLEAN NOT NULL, boxes BLOB, CONSTRAINT pk_page_text PRIMARY KEY (id), CONSTRAINT uq_page_text_exhibit_id_page UNIQUE (exhibit_id, page), CONSTRAINT fk_page_text_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT fk_page_text_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    'CREATE TABLE text_state ( id VARCHAR NOT NULL, version INTEGER NOT NULL, parent BLOB, mac BLOB NOT NULL, state VARCHAR NOT NULL, done INTEGER NOT NULL, pages INTEGER NOT NULL, reason VARCHAR NOT NULL, case_id VARCHAR NOT NULL, exhibit_id VARCHAR NOT NULL, CONSTRAINT pk_text_state PRIMARY KEY (id), CONSTRAINT fk_text_state_case_id FOREIGN KEY(case_id) REFERENCES "case" (id), CONSTRAINT uq_text_state_exhibit_id UNIQUE (exhibit_id), CONSTRAINT fk_text_state_exhibit_id FOREIGN KEY(exhibit_id) REFERENCES exhibit (id) )',
    "CREATE TABLE search_entry ( rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, owner_id TEXT NOT NULL, case_id TEXT NOT NULL, sort TEXT NOT NULL, lang TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, UNIQUE (owner_id, kind))",
    "CREATE VIRTUAL TABLE search_text USING fts5( title, body, stem, sound, content='', contentless_delete=1, prefix='2 3', tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_pages USING fts5( body, stem, sound, content='', contentless_delete=1, prefix='4 6', tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_source_pages USING fts5( body, stem, sound, content='', contentless_delete=1, prefix='4 6', tokenize='ascii')",
    "CREATE VIRTUAL TABLE words_of_search_pages USING fts5vocab(search_pages, instance)",
    "CREATE VIRTUAL TABLE words_of_search_source_pages USING fts5vocab(search_source_pages, instance)",
    "CREATE INDEX ix_annotation_case_id ON annotation (case_id)",
    "CREATE INDEX ix_annotation_exhibit_id ON annotation (exhibit_id)",
    "CREATE INDEX ix_answer_case_id ON answer (case_id)",
    "CREATE INDEX ix_answer_version_item ON answer_version (case_id, item_id)",
    "CREATE INDEX ix_audit_action ON audit (action)",
    "CREATE INDEX ix_audit_case_seq ON audit (case_id, seq)",
    "CREATE INDEX ix_audit_subject ON audit (subject)",
    "CREATE INDEX ix_bookmark_case_id ON bookmark (case_id)",
    'CREATE INDEX ix_case_sort_applicant_key ON "case" (applicant_key, id, state, rapporteur, priority)',
    'CREATE INDEX ix_case_sort_country ON "case" (country, id, state, rapporteur, priority)',
    'CREATE INDEX ix_case_sort_due_on ON "case" (due_on, id, state, rapporteur, priority)',
    'CREATE INDEX ix_case_sort_number ON "case" (number, id, state, rapporteur, priority)',
    'CREATE INDEX ix_case_sort_received_on ON "case" (received_on, id, state, rapporteur, priority)',
    'CREATE INDEX ix_case_sort_state ON "case" (state, id, rapporteur, priority)',
    'CREATE INDEX ix_case_sort_updated_at ON "case" (updated_at, id, state, rapporteur, priority)',
    "CREATE INDEX ix_citation_anchor ON citation (anchor_kind, anchor_id)",
    "CREATE INDEX ix_citation_case_id ON citation (case_id)",
    "CREATE INDEX ix_citation_exhibit_id ON citation (exhibit_id)",
    "CREATE INDEX ix_consent_case_id ON consent (case_id)",
    "CREATE INDEX ix_consent_person_id ON consent (person_id)",
    "CREATE INDEX ix_custody_elsewhere_case_id ON custody_elsewhere (case_id)",
    "CREATE INDEX ix_custody_elsewhere_exhibit_id ON custody_elsewhere (exhibit_id)",
    "CREATE INDEX ix_custody_event_case_id ON custody_event (case_id)",
    "CREATE INDEX ix_custody_event_exhibit_id ON custody_event (exhibit_id)",
    "CREATE INDEX ix_exhibit_case_id ON exhibit (case_id)",
    "CREATE INDEX ix_exhibit_derived_from ON exhibit (derived_from)",
    "CREATE INDEX ix_exhibit_password_case_id ON exhibit_password (case_id)",
    "CREATE INDEX ix_exhibit_sha256 ON exhibit (sha256)",
    "CREATE INDEX ix_family_link_case_id ON family_link (case_id)",
    "CREATE INDEX ix_family_link_from_person ON family_link (from_person)",
    "CREATE INDEX ix_family_link_to_person ON family_link (to_person)",
    "CREATE INDEX ix_history_case_id ON history (case_id)",
    "CREATE INDEX ix_history_row ON history (table_name, row_id, row_version)",
    "CREATE INDEX ix_identity_document_case_id ON identity_document (case_id)",
    "CREATE INDEX ix_identity_document_person_id ON identity_document (person_id)",
    "CREATE INDEX ix_identity_fingerprint ON identity (fingerprint)",
    "CREATE INDEX ix_integrity_check_case_id ON integrity_check (case_id)",
    "CREATE INDEX ix_integrity_check_exhibit_id ON integrity_check (exhibit_id)",
    "CREATE INDEX ix_machine_reading_case_id ON machine_reading (case_id)",
    "CREATE INDEX ix_opinion_case_id ON opinion (case_id)",
    "CREATE INDEX ix_opinion_paragraph_opinion_id ON opinion_paragraph (opinion_id)",
    "CREATE INDEX ix_opinion_version_opinion_id ON opinion_version (opinion_id)",
    "CREATE INDEX ix_page_match_case_id ON page_match (case_id)",
    "CREATE INDEX ix_page_match_translation_id ON page_match (translation_id)",
    "CREATE INDEX ix_page_text_case_id ON page_text (case_id)",
    "CREATE INDEX ix_paper_case_id ON paper (case_id)",
    "CREATE INDEX ix_paper_record_case_id ON paper_record (case_id)",
    "CREATE INDEX ix_paper_signed_at ON paper (signed_at)",
    "CREATE INDEX ix_person_case_id ON person (case_id)",
    "CREATE INDEX ix_reading_case_id ON reading (case_id)",
    "CREATE INDEX ix_reading_exhibit_id ON reading (exhibit_id)",
    "CREATE INDEX ix_redaction_case_id ON redaction (case_id)",
    "CREATE INDEX ix_redaction_derived_id ON redaction (derived_id)",
    "CREATE INDEX ix_redaction_exhibit_id ON redaction (exhibit_id)",
    "CREATE INDEX ix_search_entry_case_id ON search_entry (case_id)",
    "CREATE INDEX ix_source_check_source_id ON source_check (source_id)",
    "CREATE INDEX ix_source_text_state_state ON source_text_state (state)",
    "CREATE INDEX ix_source_use_case_id ON source_use (case_id)",
    "CREATE INDEX ix_source_use_source_id ON source_use (source_id)",
    "CREATE INDEX ix_text_state_case_id ON text_state (case_id)",
    "CREATE INDEX ix_text_state_state ON text_state (state)",
    'CREATE UNIQUE INDEX uq_case_number ON "case" (number)',
    'CREATE UNIQUE INDEX uq_case_uid ON "case" (uid)',
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER integrity_check_no_delete BEFORE DELETE ON integrity_check WHEN (SELECT state FROM \"case\" WHERE id = OLD.case_id) <> 'DRAFT' BEGIN SELECT RAISE(ABORT, 'the log of checks only grows'); END",
    "CREATE TRIGGER integrity_check_no_update BEFORE UPDATE OF case_id, exhibit_id, at, who, outcome, expected, found ON integrity_check BEGIN SELECT RAISE(ABORT, 'the log of checks only grows'); END",
    "CREATE TRIGGER source_check_no_update BEFORE UPDATE OF source_id, at, who, outcome, expected, found ON source_check BEGIN SELECT RAISE(ABORT, 'the log of checks only grows'); END",
)
RESEALED: tuple[Resealed, ...] = ()
SEALED: tuple[tuple[str, str], ...] = (
    ("annotation", "case_id"),
    ("answer", "case_id"),
    ("answer_version", "case_id"),
    ("applicability", "case_id"),
    ("bookmark", "case_id"),
    ("case", "id"),
    ("case_pack", "case_id"),
    ("case_text", "case_id"),
    ("citation", "case_id"),
    ("consent", "case_id"),
    ("custody_elsewhere", "case_id"),
    ("custody_event", "case_id"),
    ("exhibit", "case_id"),
    ("family_link", "case_id"),
    ("identity_document", "case_id"),
    ("integrity_check", "case_id"),
    ("opinion", "case_id"),
    ("opinion_paragraph", "case_id"),
    ("opinion_version", "case_id"),
    ("page_match", "case_id"),
    ("paper", "case_id"),
    ("paper_record", "case_id"),
    ("person", "case_id"),
    ("redaction", "case_id"),
    ("source_use", "case_id"),
)
# What the row MACs cover as of this step: where a later step's `Resealed.before` comes from.
COLUMNS: dict[str, Columns] = {
    "annotation": columns(
        "id:S version:I parent:Y case_id:S exhibit_id:S sha256:Y at:S kind:S colour:I tag:S quote:S text:S shared:B removed:B author:S created_at:S updated_at:S"
    ),
    "annotation_label": columns("id:S version:I parent:Y kind:S name:S position:I removed:B"),
    "answer": columns("id:S version:I parent:Y case_id:S item_id:S author:S value:S note:S answered_at:S pack:S"),
    "answer_draft": columns(
        "id:S version:I parent:Y case_id:S item_id:S author:S value:S note:S citations:S saved_at:S"
    ),
    "answer_version": columns(
        "id:S version:I parent:Y case_id:S item_id:S author:S author_name:S at:S value:S note:S citations:S pack:S"
    ),
    "applicability": columns(
        "id:S version:I parent:Y case_id:S minor_in_case:S has_conviction:S interpreter_used:S no_identity_document:S no_record_paper:S author:S"
    ),
    "bookmark": columns(
        "id:S version:I parent:Y case_id:S parent_id:S position:I title:S exhibit_id:S at:S removed:B author:S"
    ),
    "case": columns(
        "id:S version:I parent:Y number:S uid:S title:S received_on:S registered_on:S channel:S referral_ref:S legal_track:S reference_pack_ver:S state:S priority:S priority_reason:S access_level:S lang_of_case:S lang_of_contact:S rapporteur:S linked_cases:S clock_started_on:S clock_pauses:S due_on:S retention_class:S hold:B applicant:S applicant_key:S country:S created_at:S created_by:S updated_at:S"
    ),
    "case_pack": columns(
        "id:S version:I parent:Y case_id:S checklist_id:S checklist_version:S checklist_sha256:S outcomes_id:S outcomes_version:S outcomes_sha256:S frozen_at:S"
    ),
    "case_text": columns(
        "id:S version:I parent:Y case_id:S summary:S grounds:S statement_ru:S statement_original:S statement_lang:S statement_signed_on:S read_back:B"
    ),
    "citation": columns(
        "id:S version:I parent:Y case_id:S exhibit_id:S sha256:Y at:S quote:S before:S after:S note:S anchor_kind:S anchor_id:S position:I removed:B author:S"
    ),
    "consent": columns(
        "id:S version:I parent:Y case_id:S person_id:S signed_on:S purposes:S form:S withdrawn_on:S note:S created_at:S created_by:S"
    ),
    "custody_elsewhere": columns(
        "id:S version:I parent:Y case_id:S exhibit_id:S action:S day:S party:S note:S recorded_at:S recorded_by:S taken_at:S taken_by:S"
    ),
    "custody_event": columns(
        "id:S version:I parent:Y case_id:S exhibit_id:S at:S who:S action:S sha256:Y note:S day:S party:S"
    ),
    "exhibit": columns(
        "id:S version:I parent:Y case_id:S exhibit_class:S ordinal:I title_ru:S title_en:S kind:S form:S lang:S doc_date:S origin:S provenance:S translation_of:S translation_status:S translator:S translation_date:S translation_certificate:S web_url:S web_captured_at:S web_tool:S web_notarised:B authenticity:S authenticity_reason:S relevance:S reliability:S sufficiency:S confidentiality:S redactions:S admitted_on:S objection:S objection_by:S file_name:S media:S format:S reader:S pages:I name_mismatch:B object_id:Y object_key:Y sha256:Y size:I status:S status_reason:S replaces:S replaced_by:S derived_from:S derived_how:S derived_at_place:S admitted_at:S author:S"
    ),
    "exhibit_password": columns("id:S version:I parent:Y case_id:S exhibit_id:S password:S"),
    "family_link": columns(
        "id:S version:I parent:Y case_id:S from_person:S to_person:S kind:S proof_document:S custody_note:S"
    ),
    "history": columns(
        "id:S version:I parent:Y case_id:S table_name:S row_id:S row_version:I seq:I at:S actor:S changes:S"
    ),
    "identity": columns(
        "id:S version:I parent:Y name:S origin:S kind:S subject:S issuer:S serial:S fingerprint:S not_before:S not_after:S root_pem:S added_at:S removed_at:S author:S"
    ),
    "identity_document": columns(
        "id:S version:I parent:Y case_id:S person_id:S kind:S issuing_state:S series:S number:S mrz_line1:S mrz_line2:S mrz_line3:S issued_on:S expires_on:S issuer_text:S original_seen:B original_seen_by:S original_seen_on:S copy_certified:B copy_certified_by:S copy_certified_on:S apostille:S apostille_no:S apostille_on:S apostille_authority:S surname_viz:S given_viz:S birth_date_viz:S sex_viz:S nationality_viz:S created_at:S created_by:S updated_at:S"
    ),
    "identity_key": columns("id:S version:I parent:Y identity_id:S pkcs12:Y pin:S"),
    "integrity_check": columns(
        "id:S version:I parent:Y at:S who:S outcome:S expected:Y found:Y case_id:S exhibit_id:S"
    ),
    "machine_reading": columns(
        "id:S version:I parent:Y case_id:S exhibit_id:S page:I program:S languages:S sure:I words:I"
    ),
    "opinion": columns(
        "id:S version:I parent:Y case_id:S author:S number:I outcome:S codes:S laws:S saved_at:S pack:S"
    ),
    "opinion_draft": columns("id:S version:I parent:Y case_id:S author:S content:S saved_at:S"),
    "opinion_paragraph": columns("id:S version:I parent:Y case_id:S opinion_id:S part:S place:I text:S codes:S"),
    "opinion_version": columns(
        "id:S version:I parent:Y case_id:S opinion_id:S number:I author:S author_name:S at:S content:S pack:S"
    ),
    "page_match": columns(
        "id:S version:I parent:Y case_id:S original_id:S translation_id:S original_page:I translation_page:I removed:B author:S"
    ),
    "page_text": columns(
        "id:S version:I parent:Y page:I text:S start:I line:I case_id:S exhibit_id:S machine:B boxes:Y"
    ),
    "paper": columns(
        "id:S version:I parent:Y case_id:S kind:S number:S ordinal:I language:S outcome:S signer:S signer_serial:S signature_kind:S signed_at:S pages:I citations:I content_hash:S supersedes:S author:S object_id:Y object_key:Y sha256:Y size:I"
    ),
    "paper_record": columns("id:S version:I parent:Y case_id:S paper_id:S record:S"),
    "person": columns(
        "id:S version:I parent:Y case_id:S place:I role_in_case:S surname_ru:S given_ru:S patronymic_ru:S name_ru_source:S surname_lat:S given_lat:S no_patronymic:B no_given_name:B other_names:S sex:S birth_date:S birth_country:S birth_place:S citizenships:S status_if_none:S habitual_residence:S habitual_residence_since:S marital_status:S contact_safe:S contact_instruction:S whereabouts:S whereabouts_country:S languages:S education:S employment:S income:S military_service:S military_service_text:S foreign_state_service:S foreign_state_service_text:S conflict_participation:S conflict_participation_text:S inn:S snils:S vulnerability:S unaccompanied:B created_at:S created_by:S updated_at:S"
    ),
    "profile": columns(
        "id:S version:I parent:Y commission:S commission_en:S place:S place_en:S member_name:S member_name_en:S post:S post_en:S role:S"
    ),
    "reading": columns("id:S version:I parent:Y case_id:S exhibit_id:S author:S pages:I seen:S read_at:S updated_at:S"),
    "redaction": columns(
        "id:S version:I parent:Y case_id:S exhibit_id:S derived_id:S position:I at_place:S source:S reason:S author:S at:S"
    ),
    "source": columns(
        "id:S version:I parent:Y title_ru:S title_en:S publisher:S published_on:S event_on:S retrieved_on:S url:S lang:S country:S note:S quality:S stale_on:S file_name:S media:S format:S reader:S pages:I name_mismatch:B object_id:Y object_key:Y sha256:Y size:I created_at:S updated_at:S author:S"
    ),
    "source_check": columns("id:S version:I parent:Y at:S who:S outcome:S expected:Y found:Y source_id:S"),
    "source_page_text": columns("id:S version:I parent:Y page:I text:S start:I line:I source_id:S"),
    "source_text_state": columns("id:S version:I parent:Y state:S done:I pages:I reason:S source_id:S"),
    "source_use": columns(
        "id:S version:I parent:Y case_id:S source_id:S exhibit_id:S disclosed_on:S used_at:S author:S"
    ),
    "text_state": columns("id:S version:I parent:Y state:S done:I pages:I reason:S case_id:S exhibit_id:S"),
    "window_place": columns("id:S version:I parent:Y content:S"),
}
